import { Copy } from 'lucide-react'
import { Button } from './button.tsx'
import { copyText } from './copy.ts'

interface CopyButtonProps {
  readonly text: () => string | Promise<string>
  /** What is copied, as it follows "Copy". */
  readonly what: string
  /** Shows the words as well as the icon. */
  readonly isWordy?: boolean
}

export function CopyButton({ text, what, isWordy = false }: CopyButtonProps) {
  return (
    <Button
      look="ghost"
      size="small"
      isIcon={!isWordy}
      aria-label={isWordy ? undefined : `Copy ${what}`}
      title={isWordy ? undefined : `Copy ${what}`}
      onClick={() => void Promise.resolve(text()).then((value) => copyText(value, what))}
    >
      <Copy size={13} aria-hidden />
      {isWordy && `Copy ${what}`}
    </Button>
  )
}
