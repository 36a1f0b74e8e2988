import { writeArchive } from '#/platform/archive.ts'
import type { NamedBytes } from '#/platform/table-file.ts'

/** GTFS feeds small enough to be read in a test. */

export type FeedTables = Readonly<Record<string, string>>

export function zipFeed(tables: FeedTables, name = 'bus.zip'): NamedBytes {
  const files = Object.entries(tables).map(([table, text]) => [`${table}.txt`, new TextEncoder().encode(text)] as const)
  return { name, bytes: writeArchive(files) }
}

/** A line in a straight valley: four stops a good kilometre apart, three trips each way on every day of June 2026. */
export const valley: FeedTables = {
  agency: 'agency_id,agency_name,agency_url,agency_timezone\n1,Cars de la vallée,https://example.org,Europe/Paris\n',
  stops: `stop_id,stop_name,stop_lat,stop_lon
a,Amont,48.00,7.00
b,Bois,48.02,7.00
c,Col,48.04,7.00
d,Dernier,48.06,7.00
`,
  routes: 'route_id,route_short_name,route_long_name,route_type\nv,V,Vallée,3\n',
  trips: `route_id,service_id,trip_id,trip_headsign
v,daily,down1,Dernier
v,daily,down2,Dernier
v,daily,up1,Amont
v,daily,up2,Amont
`,
  stop_times: `trip_id,arrival_time,departure_time,stop_id,stop_sequence
down1,07:30:00,07:30:00,a,1
down1,07:40:00,07:41:00,b,2
down1,07:50:00,07:50:00,c,3
down1,08:00:00,08:00:00,d,4
down2,08:00:00,08:00:00,a,1
down2,08:10:00,08:11:00,b,2
down2,08:20:00,08:20:00,c,3
down2,08:30:00,08:30:00,d,4
up1,16:40:00,16:40:00,d,1
up1,16:50:00,16:50:00,c,2
up1,17:00:00,17:01:00,b,3
up1,17:10:00,17:10:00,a,4
up2,17:40:00,17:40:00,d,1
up2,17:50:00,17:50:00,c,2
up2,18:00:00,18:01:00,b,3
up2,18:10:00,18:10:00,a,4
`,
  calendar: `service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date
daily,1,1,1,1,1,1,1,20260601,20260630
`,
}

/** `HH:MM:SS` of a service day, past 24:00 where need be. */
export function feedTime(seconds: number): string {
  const part = (value: number) => String(value).padStart(2, '0')
  return `${part(Math.floor(seconds / 3600))}:${part(Math.floor(seconds / 60) % 60)}:${part(seconds % 60)}`
}
