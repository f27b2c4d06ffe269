import { HANDLER_CODE } from './handler-code.ts'
import type { Fix } from './probe.ts'

/** How to mend what the probes find. Where the frameworks do not differ there is one text for all of them. */

const ANY = 'Any framework'
const forAny = (text: string, code: string | null = null): readonly Fix[] => [{ framework: ANY, text, code }]

/** The whole handler, since verifying is a matter of how body and headers reach the SDK. */
export const verifyRawBody: readonly Fix[] = HANDLER_CODE.map(({ framework, note, code }) => ({
  framework,
  text: note,
  code
}))

export const mendVerification = (text: string): readonly Fix[] => [...forAny(text), ...verifyRawBody]

export const refuseBad: readonly Fix[] = mendVerification(
  'Verify the signature of every request before anything else, and answer 400 or 401 when that fails. The Node and Python SDKs throw then; they never return false.'
)

export const answerFirst: readonly Fix[] = forAny(
  'Answer 200 as soon as the signature is verified and the event is kept, in a queue or a table. Do the work afterwards.',
  `verify(request)          // refuse with 400 when it fails
await queue.add(event)   // fast and durable
return 200               // the work happens in a worker`
)

export const acceptAgain: readonly Fix[] = forAny(
  "Remember the event's id with a unique constraint, in the same transaction as its effect, and answer 200 when it is there already. Write users with an upsert on their diruser_ id, not with a plain insert.",
  `BEGIN;
INSERT INTO handled_events (event_id) VALUES ($1) ON CONFLICT DO NOTHING;
-- no row inserted: it was handled before, so COMMIT and answer 200
INSERT INTO users (directory_user_id, email, name) VALUES ($2, $3, $4)
  ON CONFLICT (directory_user_id) DO UPDATE SET email = excluded.email, name = excluded.name;
COMMIT;`
)

export const acceptAnyOrder: readonly Fix[] = forAny(
  'Treat created and updated alike, as an upsert: each carries the whole user. Keep the occurred_at of what was written last and leave older events aside, with a 200. A user_deleted for somebody unknown is done already: 200.',
  `INSERT INTO users (directory_user_id, email, name, changed_at) VALUES ($1, $2, $3, $4)
  ON CONFLICT (directory_user_id) DO UPDATE
    SET email = excluded.email, name = excluded.name, changed_at = excluded.changed_at
    WHERE users.changed_at < excluded.changed_at;`
)

export const tolerateTypes: readonly Fix[] = forAny(
  'Give the switch over event types a default branch that answers 200. Scalekit adds types without notice, and a status of 4xx or 5xx has them sent again for hours.',
  `switch (event.type) {
  case 'organization.directory.user_created':
  case 'organization.directory.user_updated':
    await upsertUser(event.data)
    break
  default:
    console.info('Not handled', event.type)
}
// answered 200 in every case`
)

export const bothNames: readonly Fix[] = forAny(
  'Handle today’s names; map the ones from before January 2025 to them if you still replay old events. Answer 200 to either.',
  `const CURRENT = {
  'scalekit.dir.user.create': 'organization.directory.user_created',
  'scalekit.dir.user.update': 'organization.directory.user_updated',
  'scalekit.dir.user.delete': 'organization.directory.user_deleted'
}
const type = CURRENT[event.type] ?? event.type`
)

export const optionalFields: readonly Fix[] = forAny(
  'Rely on data.id and data.organization_id only; every other field may be missing or null. In a schema, make them optional and nullable; in the database, let the columns be null.',
  `const User = z.object({
  id: z.string(),
  organization_id: z.string(),
  email: z.string().nullish(),
  name: z.string().nullish()
})`
)

export const anyText: readonly Fix[] = [
  ...forAny(
    'Names are text of any script: store them as UTF-8 (in MySQL utf8mb4), do not check them against a pattern, and let them be null. If the signature was refused, it is computed over something else than the bytes of the body: pass those on unread.'
  ),
  ...verifyRawBody
]

export const largeBodies: readonly Fix[] = [
  {
    framework: 'Express',
    text: 'body-parser takes 100 kB unless it is told otherwise and answers 413.',
    code: "app.post('/webhooks/scalekit', express.raw({ type: '*/*', limit: '5mb' }), handler)"
  },
  {
    framework: 'NestJS',
    text: 'Nest uses the same parser with the same 100 kB.',
    code: "app.useBodyParser('json', { limit: '5mb' }) // app: NestExpressApplication, created with rawBody: true"
  },
  {
    framework: 'Fastify',
    text: 'The limit is 1 MiB; a larger one is set for the route.',
    code: "fastify.post('/webhooks/scalekit', { bodyLimit: 5_000_000 }, handler)"
  },
  {
    framework: 'Next.js (app router)',
    text: 'A route handler has no limit of its own; where it is hosted there may be one, such as 4.5 MB on Vercel.',
    code: null
  },
  {
    framework: 'Go (net/http)',
    text: 'Allow what http.MaxBytesReader stands for.',
    code: 'body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 5<<20))'
  },
  ...forAny(
    'A proxy in front may refuse first: nginx takes 1 MB (client_max_body_size). If the body arrives but the work takes long, answer first and work afterwards.'
  )
]

export const noRedirect: readonly Fix[] = [
  ...forAny(
    'Register the address that answers by itself, with the right scheme, host and slash at the end, and exempt its path from redirects to a login, to https or to a language.'
  ),
  {
    framework: 'Next.js (app router)',
    text: 'trailingSlash: true redirects paths without a slash, and a middleware that demands a login redirects everything it matches. Leave the webhooks out of its matcher.',
    code: "export const config = { matcher: ['/((?!api/webhooks).*)'] }"
  },
  {
    framework: 'FastAPI',
    text: 'FastAPI redirects between paths with and without a slash at the end.',
    code: 'app = FastAPI(redirect_slashes=False)'
  },
  {
    framework: 'Flask',
    text: 'A route that ends in a slash redirects requests without it.',
    code: '@app.post("/webhooks/scalekit", strict_slashes=False)'
  },
  {
    framework: 'Go (net/http)',
    text: 'A pattern that ends in a slash redirects paths without it. Register the exact path.',
    code: 'http.HandleFunc("POST /webhooks/scalekit", handler)'
  }
]

const STATUS_CODE: Readonly<Record<string, string>> = {
  Express: "res.status(400).json({ error: 'Invalid signature' })",
  'Next.js (app router)': "return Response.json({ error: 'Invalid signature' }, { status: 400 })",
  Fastify: "return reply.code(400).send({ error: 'Invalid signature' })",
  Hono: "return c.json({ error: 'Invalid signature' }, 400)",
  NestJS: "throw new BadRequestException('Invalid signature')",
  FastAPI: 'return JSONResponse({"error": "Invalid signature"}, status_code=400)',
  Flask: 'return {"error": "Invalid signature"}, 400',
  'Go (net/http)': 'http.Error(w, "invalid signature", http.StatusBadRequest)'
}
export const statusNotBody: readonly Fix[] = Object.entries(STATUS_CODE).map(([framework, code]) => ({
  framework,
  text: 'Say it in the status of the answer: Scalekit reads nothing else.',
  code
}))

export const surviveNonsense: readonly Fix[] = mendVerification(
  'Read the body as text, verify it, and parse it inside the same try: an empty body or a body that is no JSON is then one more thing that is refused with 400.'
)

export const startApp: readonly Fix[] = forAny(
  'Start your app, or correct the port in the address, then check again.'
)

export const keepAlive: readonly Fix[] = forAny(
  'Look at the log of your app for what ended it. An error that nothing catches, often in work that goes on after the answer, ends a Node process: catch it there.',
  'handle(event).catch((error) => console.error(error))'
)

export const rightPath = (path: string): readonly Fix[] => [
  ...forAny(
    `Check the path ${path} and that it answers POST. Common ones are /api/webhooks/scalekit, /webhooks/scalekit, /webhook and, in Scalekit's sample app, /api/webhook/user-access.`
  ),
  {
    framework: 'Next.js (app router)',
    text: 'The folders below app make the path, and the file must export a function called POST.',
    code: '// app/api/webhooks/scalekit/route.ts\nexport async function POST(request: Request) { … }'
  }
]

export const letIn: readonly Fix[] = forAny(
  'Let the path pass without login, CSRF token and rate limit: its signature is what proves who sent it.'
)
