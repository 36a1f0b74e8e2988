import type { Block, Body } from './lay-out.tsx'

/**
 * The one template of all mails: a table of 600 px at most, since mail programs know little else; inline styles for those that drop the
 * sheet, the sheet for dark screens. Nothing is loaded from anywhere.
 */
export function LetterHtml({ subject, body }: { subject: string; body: Body }) {
  return (
    <html lang="fr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{subject}</title>
        {/* Without this, a link in the page where letters are read would open inside its frame. */}
        <base target="_blank" />
        <style>{dark}</style>
      </head>
      <body class="paper" style={`margin:0;padding:0;background:${light.paper};color:${light.ink};font:${face}`}>
        <div style="display:none;max-height:0;overflow:hidden;opacity:0">
          {body.preheader}
          {filler}
        </div>
        <table
          role="presentation"
          width="100%"
          cellPadding="0"
          cellSpacing="0"
          style="border-collapse:collapse;table-layout:fixed"
        >
          <tbody>
            <tr>
              <td align="center" style="padding:24px 12px">
                <table
                  role="presentation"
                  width="100%"
                  cellPadding="0"
                  cellSpacing="0"
                  style="max-width:600px;border-collapse:separate;table-layout:fixed"
                >
                  <tbody>
                    <tr>
                      <td style="padding:0 8px 16px">
                        <Brand />
                      </td>
                    </tr>
                    <tr>
                      <td
                        class="sheet"
                        style={`padding:28px 24px;background:${light.raised};border:1px solid ${light.line};border-radius:10px`}
                      >
                        <p style={spaced}>{body.greeting}</p>
                        {body.blocks.map((block, index) => (
                          <Piece key={index} block={block} />
                        ))}
                      </td>
                    </tr>
                    <tr>
                      <td class="soft" style={`padding:20px 8px;color:${light.soft};font-size:14px;line-height:1.5`}>
                        {body.footer.map((sentence) => (
                          <p key={sentence} style="margin:0 0 6px">
                            {sentence}
                          </p>
                        ))}
                        <p style="margin:0">
                          <a class="link" href={body.preferences.href} style={`color:${light.act}`}>
                            {body.preferences.label}
                          </a>
                        </p>
                      </td>
                    </tr>
                  </tbody>
                </table>
              </td>
            </tr>
          </tbody>
        </table>
      </body>
    </html>
  )
}

function Piece({ block }: { block: Block }) {
  switch (block.kind) {
    case 'paragraph':
      return <p style={`${spaced};white-space:pre-line`}>{block.text}</p>
    case 'list':
      return (
        <ul style="margin:0 0 16px;padding:0 0 0 20px">
          {block.items.map((item, index) => (
            <li key={index} style="margin:0 0 4px">
              {item}
            </li>
          ))}
        </ul>
      )
    case 'action':
      return (
        <>
          <p style="margin:24px 0 12px">
            <a
              class="button"
              href={block.href}
              style={`display:inline-block;padding:13px 22px;border-radius:10px;background:${light.act};color:${light.onAct};font-weight:600;text-decoration:none`}
            >
              {block.label}
            </a>
          </p>
          <p class="soft" style={`margin:0;color:${light.soft};font-size:14px;overflow-wrap:anywhere`}>
            Sans le bouton, cette adresse mène au même endroit :<br />
            <a class="link" href={block.href} style={`color:${light.act}`}>
              {block.href}
            </a>
          </p>
        </>
      )
    case 'heading':
      return <h2 style="margin:24px 0 8px;font-size:17px;line-height:1.3">{block.text}</h2>
    case 'line':
      return (
        <p class="line" style={`margin:0;padding:10px 0;border-top:1px solid ${light.line}`}>
          {block.href === undefined ? (
            block.text
          ) : (
            <a class="link" href={block.href} style={`color:${light.act}`}>
              {block.text}
            </a>
          )}
        </p>
      )
    default:
      return block satisfies never
  }
}

/** The footbridge, out of borders: mail programs draw no SVG. */
function Brand() {
  return (
    <table role="presentation" cellPadding="0" cellSpacing="0">
      <tbody>
        <tr>
          <td style="padding:0 10px 0 0">
            <div
              class="arc"
              style={`width:34px;height:14px;border:3px solid ${light.act};border-bottom:0;border-radius:34px 34px 0 0`}
            />
          </td>
          <td class="brand" style={`font-size:19px;font-weight:700;color:${light.ink}`}>
            Passerelle
          </td>
        </tr>
      </tbody>
    </table>
  )
}

/** The colours of src/design/styles/tokens.css, which a mail cannot load. */
const light = {
  paper: '#fbfaf5',
  raised: '#ffffff',
  ink: '#15211f',
  soft: '#42504d',
  line: '#ddd8ca',
  act: '#0a5250',
  onAct: '#ffffff',
} as const

const face = "17px/1.55 'Atkinson Hyperlegible Next', Verdana, 'Segoe UI', system-ui, sans-serif"
const spaced = 'margin:0 0 16px'

const dark = `@media (prefers-color-scheme: dark) {
  .paper { background: #11191a !important; color: #eef2ee !important }
  .sheet { background: #182324 !important; border-color: #2c3a3b !important }
  .soft { color: #b4c1bd !important }
  .line { border-color: #2c3a3b !important }
  .link { color: #7ad6cc !important }
  .arc { border-color: #7ad6cc !important }
  .brand { color: #eef2ee !important }
  .button { background: #7ad6cc !important; color: #06201f !important }
}`

/** Blank signs after the preheader, so that no mail program goes on with the letter itself on a locked screen. */
const filler = ' \u034f\u200c\u00a0'.repeat(60)
