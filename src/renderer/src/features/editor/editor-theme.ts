import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

/** The page's own colours, which reach into the editor's shadow tree and follow the theme. */
export const editorTheme = [
  EditorView.theme({
    '&': { height: '100%', color: 'var(--text)', backgroundColor: 'var(--sunken)' },
    // The element around it shows that it has the keyboard.
    '&.cm-focused': { outline: 'none' },
    '.cm-scroller': { fontFamily: 'var(--font-mono)', fontSize: 'var(--size-small)', lineHeight: '1.55' },
    '.cm-content': { caretColor: 'var(--text)', fontVariantLigatures: 'none' },
    '.cm-cursor': { borderLeftColor: 'var(--text)' },
    '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
      background: 'var(--marked)'
    },
    '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--active-line)' },
    '.cm-gutters': {
      color: 'var(--faint)',
      backgroundColor: 'var(--sunken)',
      borderRight: '1px solid var(--line)'
    },
    '.cm-foldPlaceholder': {
      color: 'var(--muted)',
      backgroundColor: 'var(--other-bg)',
      borderColor: 'var(--line-strong)'
    },
    '.cm-panels, .cm-tooltip': {
      color: 'var(--text)',
      backgroundColor: 'var(--raised)',
      fontFamily: 'var(--font-text)',
      fontSize: 'var(--size-small)'
    },
    '.cm-panels-top': { borderBottom: '1px solid var(--line)' },
    '.cm-panels-bottom': { borderTop: '1px solid var(--line)' },
    '.cm-tooltip': {
      border: '1px solid var(--line-strong)',
      borderRadius: 'var(--radius)',
      boxShadow: 'var(--shadow-popup)'
    },
    '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
      color: 'var(--on-accent)',
      background: 'var(--accent)'
    },
    '.cm-completionDetail': { marginLeft: 'var(--space-12)', fontStyle: 'normal', opacity: '0.75' },
    '.cm-searchMatch': { backgroundColor: 'var(--updated-bg)' },
    '.cm-searchMatch-selected': { outline: '2px solid var(--focus)' },
    '.cm-selectionMatch': { backgroundColor: 'var(--accent-bg)' },
    '&.cm-focused .cm-matchingBracket': {
      backgroundColor: 'var(--accent-bg)',
      outline: '1px solid var(--focus)'
    },
    '&.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'var(--deleted-bg)' },
    '.cm-textfield, .cm-button': {
      color: 'var(--text)',
      background: 'var(--panel)',
      border: '1px solid var(--line-strong)',
      borderRadius: 'var(--radius-small)',
      fontSize: 'var(--size-small)'
    },
    '.cm-textfield:focus-visible, .cm-button:focus-visible, .cm-panel button:focus-visible': {
      outline: '2px solid var(--focus)'
    },
    '.cm-panel button[name=close]': { color: 'var(--text)', cursor: 'default' },
    '.cm-diagnostic-error': { borderLeftColor: 'var(--deleted)' }
  }),
  syntaxHighlighting(
    HighlightStyle.define([
      { tag: tags.propertyName, color: 'var(--json-key)' },
      { tag: tags.string, color: 'var(--json-string)' },
      { tag: tags.number, color: 'var(--json-number)' },
      { tag: [tags.bool, tags.null], color: 'var(--json-word)' },
      { tag: tags.invalid, color: 'var(--deleted)' }
    ])
  )
]
