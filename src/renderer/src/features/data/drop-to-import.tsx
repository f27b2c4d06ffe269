import { Upload } from 'lucide-react'
import { useEffect, useEffectEvent, useState } from 'react'
import { useAppState } from '../../state/app-state.ts'
import styles from './data.module.css'

/** A file that is dropped anywhere on the window is offered for import. */
export function DropToImport() {
  const { dialog, importFile, transfers } = useAppState()
  const [isOver, setIsOver] = useState(false)
  const take = useEffectEvent((file: File) => {
    transfers.clear()
    importFile.set(file)
    dialog.set('import')
  })
  useEffect(() => {
    const hasFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true
    const onOver = (event: DragEvent) => {
      if (!hasFile(event)) return
      // Otherwise the browser would open the file in place of the app.
      event.preventDefault()
      setIsOver(true)
    }
    const onLeave = (event: DragEvent) => {
      // Null when the pointer has left the window, and not only one element of it.
      if (event.relatedTarget === null) setIsOver(false)
    }
    const onDrop = (event: DragEvent) => {
      if (!hasFile(event)) return
      event.preventDefault()
      setIsOver(false)
      const file = event.dataTransfer?.files[0]
      if (file) take(file)
    }
    window.addEventListener('dragover', onOver)
    window.addEventListener('dragleave', onLeave)
    window.addEventListener('drop', onDrop)
    return () => {
      window.removeEventListener('dragover', onOver)
      window.removeEventListener('dragleave', onLeave)
      window.removeEventListener('drop', onDrop)
    }
  }, [])
  if (!isOver) return null
  return (
    <div className={styles['drop']}>
      <Upload size={28} strokeWidth={1.5} aria-hidden />
      Drop the file to import it
    </div>
  )
}
