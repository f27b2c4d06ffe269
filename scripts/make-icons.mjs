// Draws every icon of the app from resources/icon.svg: run it after changing that, and check in what it writes.
import './require-node.mjs'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { browserArgs, findBrowser } from './find-browser.mjs'

const folder = new URL('../resources/', import.meta.url)
/** Linux shows these as they are; macOS and Windows take them out of one file each. */
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
const inIco = [16, 24, 32, 48, 64, 128, 256]
/** Apple's names of the sizes; those that follow 10 are for screens with twice the pixels. */
const inIcns = /** @type {const} */ ([
  ['icp4', 16],
  ['icp5', 32],
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic10', 1024],
  ['ic11', 32],
  ['ic12', 64],
  ['ic13', 256],
  ['ic14', 512]
])

const svg = readFileSync(new URL('icon.svg', folder))
const drawn = await draw()
for (const [size, picture] of drawn) writeFileSync(new URL(`icons/${size}x${size}.png`, folder), picture)
writeFileSync(new URL('icons/icon.ico', folder), makeIco())
writeFileSync(new URL('icons/icon.icns', folder), makeIcns())
// Chromiums differ by a shade, so a test compares what was drawn from rather than what came out.
writeFileSync(
  new URL('icons/drawn-from.txt', folder),
  `${createHash('sha256').update(svg).digest('hex')}  icon.svg\n`
)

/** @returns {Promise<ReadonlyMap<number, Buffer>>} */
async function draw() {
  const executablePath = await findBrowser()
  const browser = await chromium.launch({ args: browserArgs, ...(executablePath && { executablePath }) })
  const page = await browser.newPage({ deviceScaleFactor: 1 })
  const url = `data:image/svg+xml;base64,${svg.toString('base64')}`
  const pngs = new Map()
  for (const size of sizes) {
    await page.setViewportSize({ width: size, height: size })
    const image = `<img src="${url}" width="${size}" height="${size}" style="display:block">`
    await page.setContent(`<body style="margin:0">${image}`)
    await page.waitForFunction('document.images[0].complete && document.images[0].naturalWidth > 0')
    pngs.set(size, await page.screenshot({ omitBackground: true }))
  }
  await browser.close()
  return pngs
}

/** @param {number} size */
function png(size) {
  return drawn.get(size) ?? Buffer.alloc(0)
}

/** A directory of sixteen bytes for each picture, then the pictures. */
function makeIco() {
  const head = Buffer.alloc(6 + 16 * inIco.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(inIco.length, 4)
  let offset = head.length
  for (const [index, size] of inIco.entries()) {
    const at = 6 + 16 * index
    head.writeUInt8(size % 256, at) // 0 stands for 256
    head.writeUInt8(size % 256, at + 1)
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(png(size).length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += png(size).length
  }
  return Buffer.concat([head, ...inIco.map(png)])
}

/** Each picture behind its name and length, all of them behind the length of the whole. */
function makeIcns() {
  const pictures = inIcns.map(([name, size]) => chunk(name, png(size)))
  return chunk('icns', Buffer.concat(pictures))
}

/**
 * @param {string} name
 * @param {Buffer} content
 */
function chunk(name, content) {
  const head = Buffer.alloc(8)
  head.write(name, 'latin1')
  head.writeUInt32BE(8 + content.length, 4)
  return Buffer.concat([head, content])
}
