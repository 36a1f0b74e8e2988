import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** The typeface inside the page, so that it looks the same without a network. */
function fontFace(): string {
  const path = createRequire(import.meta.url).resolve(
    '@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2',
  )
  return `@font-face{font-family:'Atkinson Hyperlegible Next';font-weight:200 800;src:url(data:font/woff2;base64,${readFileSync(path).toString('base64')}) format('woff2')}`
}

const rules = `
:root{color-scheme:light dark;--paper:light-dark(#fbfaf5,#11191a);--raised:light-dark(#fff,#182324);--ink:light-dark(#15211f,#eef2ee);--soft:light-dark(#42504d,#b4c1bd);--line:light-dark(#ddd8ca,#2c3a3b);--act:light-dark(#0a5250,#7ad6cc);--tint:light-dark(#e4efec,#17302f);--warm:light-dark(#87310f,#ffb391);--need:light-dark(#c2491c,#ff9d73);--warmt:light-dark(#fbe8de,#3a2118);--amb:light-dark(#664300,#f3c970);--ambt:light-dark(#fcf0d2,#352a10)}
*{box-sizing:border-box}
html{scroll-padding:16px}
body{margin:0;background:var(--paper);color:var(--ink);font:400 16px/1.5 'Atkinson Hyperlegible Next',system-ui,sans-serif;font-variant-numeric:tabular-nums}
main,header,footer{max-width:1240px;margin:0 auto;padding:0 32px}
header{padding-top:22px;display:flex;flex-wrap:wrap;gap:6px 26px;align-items:baseline}
header p{margin:0}header .source{margin-left:auto}
.brand{display:inline-flex;gap:8px;align-items:center;font-weight:700}.brand path{fill:none;stroke:var(--act);stroke-width:9;stroke-linecap:round}.brand circle{fill:var(--ink);stroke:none}
h1{font-size:inherit;font-weight:400;margin:0}
h2{font-size:25px;line-height:1.2;letter-spacing:-.01em;margin:0 0 12px;text-wrap:balance}
h3{font-size:16px;margin:0}
p{margin:0 0 10px;max-width:68ch}.soft{color:var(--soft);font-size:14px}
section{padding:30px 0;border-top:1px solid var(--line)}
.head{border:0;padding:14px 0 26px;display:flex;flex-wrap:wrap;gap:18px 44px;align-items:center}
.head>div{display:flex;flex-wrap:wrap;gap:8px 22px;align-items:center}
.figure{font-size:76px;line-height:1;font-weight:700;letter-spacing:-.03em;margin:0}
.lead{font-size:18px;line-height:1.4;margin:0;max-width:34ch}
dl.keys{display:flex;flex-wrap:wrap;gap:14px 30px;margin:0 0 0 auto}dl.keys div{display:flex;flex-direction:column-reverse;justify-content:flex-end}dl.keys dt{color:var(--soft);font-size:14px;max-width:20ch;line-height:1.3}dl.keys dd{margin:0;font-size:25px;font-weight:700;line-height:1.2}
.alert{background:var(--ambt);color:var(--amb);border-radius:10px;padding:14px 18px;margin:0 0 22px}.alert p{margin:0 0 6px}.alert p:last-child,.alert ul:last-child{margin-bottom:0}.alert ul{margin:0;padding-left:20px}.alert b{font-weight:700}
.two{display:grid;grid-template-columns:1.6fr 1fr;gap:44px;align-items:start}
figure{margin:0}svg{max-width:100%;height:auto;display:block}
figcaption{color:var(--soft);font-size:14px;margin-top:10px;display:flex;flex-wrap:wrap;gap:4px 18px;align-items:center}figcaption span{display:inline-flex;gap:7px;align-items:center}
.scale{display:inline-block;width:110px;height:10px;border-radius:5px;background:linear-gradient(90deg,#fde788,#c4b77a,#7e837e,#4a5c78,#143762)}
.map{background:var(--tint);border-radius:16px}.dot{stroke:var(--paper);stroke-width:.8}.host{fill:var(--act);opacity:.35}.ring{fill:var(--need);fill-opacity:.1;stroke:var(--need);stroke-width:2}.lab{font-size:13px;font-weight:600;text-anchor:middle;fill:var(--ink);paint-order:stroke;stroke:var(--tint);stroke-width:4px}.ruler{stroke:var(--soft);stroke-width:1.5;fill:none}.axis{fill:var(--soft);font-size:13px}
.key{width:12px;height:12px;display:inline-block;border-radius:50%}.key.ringed{border:2px solid var(--need);background:var(--warmt)}.key.square{border-radius:1px;background:var(--act);opacity:.45;width:8px;height:8px}
ol.short{list-style:none;margin:0;padding:0}ol.short li{padding:11px 0;border-bottom:1px solid var(--line)}ol.short li:first-child{padding-top:0}ol.short b{color:var(--warm)}ol.short p{margin:2px 0 0}
.bar{display:block;height:6px;border-radius:3px;background:var(--warmt);margin-top:6px;overflow:hidden}.bar i{display:block;height:6px;background:var(--act)}
ol.steps{padding:0;margin:0;list-style:none;counter-reset:step}ol.steps li{counter-increment:step;padding:10px 0 10px 44px;position:relative;border-bottom:1px solid var(--line)}ol.steps li::before{content:counter(step);position:absolute;left:0;top:10px;width:28px;height:28px;border-radius:50%;background:var(--tint);color:var(--act);font-weight:700;text-align:center;line-height:28px}ol.steps p{margin:0}
table{border-collapse:collapse;width:100%}caption{text-align:left;color:var(--soft);font-size:14px;padding-bottom:6px}
thead th{font-size:14px;color:var(--soft);font-weight:400;vertical-align:bottom}th,td{text-align:left;padding:7px 14px 7px 0;border-bottom:1px solid var(--line)}tbody th{font-weight:600;overflow-wrap:anywhere}th.n,td.n{text-align:right;white-space:nowrap}td.lack{color:var(--warm);font-weight:600}
.meter{display:inline-block;width:90px;height:6px;border-radius:3px;background:var(--warmt);vertical-align:2px;margin-right:10px;overflow:hidden}.meter i{display:block;height:6px;background:var(--act)}
.bars rect{fill:var(--act)}.bars.far rect{fill:var(--need)}
details summary{cursor:pointer;color:var(--act);text-decoration:underline;text-underline-offset:3px;padding:8px 0;min-height:40px}
summary:focus-visible,.wide:focus-visible{outline:3px solid var(--act);outline-offset:2px;border-radius:4px}
.wide{overflow-x:auto}code{font-size:14px;background:var(--tint);border-radius:4px;padding:2px 6px;overflow-wrap:anywhere}
footer{padding-top:20px;padding-bottom:44px;border-top:1px solid var(--line);color:var(--soft);font-size:14px}
@media(max-width:820px){main,header,footer{padding-left:20px;padding-right:20px}.two{grid-template-columns:1fr;gap:28px}.figure{font-size:60px}dl.keys{margin-left:0}header .source{margin-left:0}.meter{width:44px}}
@media print{:root{color-scheme:light}body{font-size:11pt}main,header,footer{max-width:none;padding-left:0;padding-right:0}section{break-inside:avoid-page;padding:16px 0}.long{break-inside:auto}.two{grid-template-columns:1.4fr 1fr;gap:24px}details::details-content{content-visibility:visible;block-size:auto}summary{display:none}thead{display:table-header-group}tr,li{break-inside:avoid}.map,.scale,.bar,.meter,.dot,.bars{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
@page{margin:14mm}
`

/** The page's only style sheet: the product's tokens, then what the report adds. */
export const reportStyle = (): string => fontFace() + rules.replaceAll('\n', '')
