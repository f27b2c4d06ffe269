/**
 * Pixels as Electron has them: four bytes each, blue, green, red and opacity. The tray's icon is the app's own with a
 * dot for the state, drawn here, because that spares a file for every state, size and platform.
 */
export type Bitmap = Buffer

export type Colour = readonly [red: number, green: number, blue: number]

/** The page's colours for good, plain and bad. */
export const dotColours = { listening: [34, 160, 90], stopped: [130, 130, 140], lost: [210, 50, 60] } as const

/** The icon with a dot in its lower right corner, ringed by nothing so that it stands out on any ground. */
export function withDot(icon: Bitmap, size: number, colour: Colour): Bitmap {
  const drawn = Buffer.from(icon)
  const radius = size * 0.24
  const centre = size - radius - 0.5
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const away = Math.hypot(x - centre, y - centre)
      if (away <= radius) paint(drawn, size, x, y, colour)
      else if (away <= radius * 1.35) drawn.writeUInt32LE(0, (y * size + x) * 4)
    }
  }
  return drawn
}

/** How bright a pixel is at least to belong to the icon's line and not to its ground. */
const GROUND = 100

/** The icon's white line alone, in black: what macOS colours itself to fit its menu bar. */
export function asTemplate(icon: Bitmap, opacity: number): Bitmap {
  const drawn = Buffer.alloc(icon.length)
  for (let at = 0; at < icon.length; at += 4) {
    const [blue = 0, green = 0, red = 0, alpha = 0] = icon.subarray(at, at + 4)
    const whiteness = Math.max(0, Math.min(blue, green, red) - GROUND) / (255 - GROUND)
    drawn[at + 3] = Math.round(whiteness * opacity * alpha)
  }
  return drawn
}

export const badgeSize = 32
const badgeColour: Colour = [210, 50, 60]
const white: Colour = [255, 255, 255]

/** Three pixels by five each, row by row. */
const glyphs: Readonly<Record<string, string>> = {
  '1': '010110010010111',
  '2': '111001111100111',
  '3': '111001011001111',
  '4': '101101111001001',
  '5': '111100111001111',
  '6': '111100111101111',
  '7': '111001010010010',
  '8': '111101111101111',
  '9': '111101111001111',
  '+': '000010111010000'
}

/** A number for the taskbar of Windows, which draws none itself. */
export function drawBadge(count: number): Bitmap {
  const text = count > 9 ? '9+' : String(count)
  const drawn = Buffer.alloc(badgeSize * badgeSize * 4)
  const middle = (badgeSize - 1) / 2
  for (let y = 0; y < badgeSize; y++)
    for (let x = 0; x < badgeSize; x++)
      if (Math.hypot(x - middle, y - middle) <= badgeSize / 2) paint(drawn, badgeSize, x, y, badgeColour)
  const scale = text.length === 1 ? 4 : 3
  const left = Math.round((badgeSize - (text.length * 4 - 1) * scale) / 2)
  const top = Math.round((badgeSize - 5 * scale) / 2)
  for (const [index, character] of text.split('').entries()) {
    const glyph = glyphs[character] ?? ''
    for (let y = 0; y < 5 * scale; y++) {
      for (let x = 0; x < 3 * scale; x++) {
        if (glyph[Math.floor(y / scale) * 3 + Math.floor(x / scale)] === '1')
          paint(drawn, badgeSize, left + index * 4 * scale + x, top + y, white)
      }
    }
  }
  return drawn
}

function paint(bitmap: Bitmap, size: number, x: number, y: number, [red, green, blue]: Colour): void {
  bitmap.set([blue, green, red, 255], (y * size + x) * 4)
}
