import { describe, expect, it } from 'vitest'
import { unwrapPaste } from './pasted.ts'

const WORD = 'whsec_dGhlIGtleQ=='
const removed = {
  white: 'White space around it was removed.',
  invisible: 'Invisible characters were removed.',
  name: 'The variable name before it was removed.',
  command: 'The command before it was removed.',
  quotes: 'The quotes around it were removed.'
}

describe('a paste', () => {
  it.each([
    [WORD, []],
    [` ${WORD}\r\n`, [removed.white]],
    [`\uFEFF${WORD}\u200B`, [removed.invisible]],
    [`"${WORD}"`, [removed.quotes]],
    [`'${WORD}';`, [removed.quotes]],
    [`“${WORD}”`, [removed.quotes]],
    [`\`${WORD}\``, [removed.quotes]],
    [`X=${WORD}`, [removed.name]],
    [`export SCALEKIT_WEBHOOK_SECRET=${WORD}`, [removed.name]],
    [`export X="${WORD}"`, [removed.name, removed.quotes]],
    [`set X=${WORD}`, [removed.name]],
    [`$env:X = '${WORD}'`, [removed.name, removed.quotes]],
    [`secret: ${WORD}`, [removed.name]],
    [`secret:"${WORD}"`, [removed.name, removed.quotes]],
    [`\t export  X = "${WORD}"\n`, [removed.white, removed.name, removed.quotes]]
  ])('%j is the one word in it', (pasted, notes) => {
    expect(unwrapPaste(pasted)).toEqual({ text: WORD, notes })
  })

  it.each([
    ['ngrok config add-authtoken 2abc_DEF', '2abc_DEF'],
    ['$ ngrok authtoken 2abc_DEF', '2abc_DEF']
  ])('%j is the authtoken in the command', (pasted, text) => {
    expect(unwrapPaste(pasted)).toEqual({ text, notes: [removed.command] })
  })

  it.each(['https://hooks.example.com', 'localhost:3000', 'icpt_abcd==', 'a=', '=a', '"', 'one two', ''])(
    'leaves %j as it is',
    (pasted) => {
      expect(unwrapPaste(pasted)).toEqual({ text: pasted, notes: [] })
    }
  )

  it('of a whole .env file is the line that was asked for', () => {
    const block = '# keys\r\nA=1\r\nexport B="two words" # why\r\nC=\r\n'
    expect(unwrapPaste(block, ['X', 'C', 'B'])).toEqual({
      text: 'two words',
      notes: ['Only B was taken from it.']
    })
    expect(unwrapPaste(block, ['X']).text).toContain('\n')
  })
})
