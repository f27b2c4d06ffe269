import { Button } from '../../components/button.tsx'
import { DialogActions } from '../../components/dialog.tsx'
import { Notice } from '../../components/notice.tsx'
import styles from './endpoints.module.css'

interface SaveRowProps {
  readonly isChanged: boolean
  readonly isBusy: boolean
  readonly isSaved: boolean
  readonly error: string | null
}

/** Ends a form: what was refused, that it was saved, and the button. */
export function SaveRow({ isChanged, isBusy, isSaved, error }: SaveRowProps) {
  return (
    <>
      {error !== null && (
        <Notice tone="bad" isAlert>
          {error}
        </Notice>
      )}
      <DialogActions>
        <span role="status" className={styles['saved']}>
          {isSaved && !isChanged ? 'Saved' : ''}
        </span>
        <Button type="submit" look="primary" disabled={isBusy || !isChanged}>
          Save
        </Button>
      </DialogActions>
    </>
  )
}
