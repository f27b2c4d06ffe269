import { TextField } from '../../components/field.tsx'

const tokenPage = 'https://dashboard.ngrok.com/get-started/your-authtoken'

interface AuthtokenFieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
}

export function AuthtokenField({ value, onChange }: AuthtokenFieldProps) {
  return (
    <TextField
      label="ngrok authtoken"
      type="password"
      isMono
      value={value}
      onChange={(event) => onChange(event.target.value)}
      hint={
        <>
          Copy it from{' '}
          <a href={tokenPage} target="_blank" rel="noreferrer">
            your ngrok dashboard
          </a>
          ; a free account will do. It is kept in this machine's vault and never shown again.
        </>
      }
    />
  )
}
