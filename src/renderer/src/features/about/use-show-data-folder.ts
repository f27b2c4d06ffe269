import { useClient } from '../../client/client-context.tsx'
import { copyText } from '../../components/copy.ts'
import { notify } from '../../components/notify.ts'

/** Opens the data folder where the host can; elsewhere its path is copied. */
export function useShowDataFolder(): () => void {
  const client = useClient()
  return () =>
    void notify.whenFailed('Could not show the data folder', async () => {
      const { dataDir, isShown } = await client.call('app.showDataFolder', {})
      if (!isShown) await copyText(dataDir, `the path of the data folder, ${dataDir}`)
    })
}
