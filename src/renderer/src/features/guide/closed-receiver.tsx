import { Button } from '../../components/button.tsx'
import { useListening } from '../listening/use-listening.ts'
import styles from './guide.module.css'

/** In the place of what needs an open receiver. */
export function ClosedReceiver() {
  const { status, open } = useListening()
  return (
    <>
      <p className={styles['text']}>
        {status?.receiver.reason ?? 'The receiver is closed: nothing can be received until it is open.'}
      </p>
      <div className={styles['actions']}>
        <Button look="primary" onClick={open}>
          Start listening
        </Button>
      </div>
    </>
  )
}
