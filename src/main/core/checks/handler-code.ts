/**
 * A handler that verifies as Scalekit's SDKs need it, for each framework. The Node SDK throws rather than returning
 * false, wants a plain object with lower-case names and the body as text; the others differ where their code says so.
 */
export interface HandlerCode {
  readonly framework: string
  /** What is particular to it. */
  readonly note: string
  readonly code: string
}

export const HANDLER_CODE: readonly HandlerCode[] = [
  {
    framework: 'Express',
    note: 'Register this route before app.use(express.json()), which would consume the bytes. express.raw keeps them as a Buffer; its limit is 100 kB unless it is told otherwise.',
    code: `app.post('/webhooks/scalekit', express.raw({ type: '*/*', limit: '5mb' }), (req, res) => {
  const body = Buffer.isBuffer(req.body) ? req.body.toString('utf8') : ''
  let event
  try {
    scalekit.verifyWebhookPayload(process.env.SCALEKIT_WEBHOOK_SECRET, req.headers, body)
    event = JSON.parse(body)
  } catch {
    return res.status(400).end()
  }
  res.status(200).end()
  setImmediate(() => handle(event).catch(console.error))
})`
  },
  {
    framework: 'Next.js (app router)',
    note: 'Read request.text(), not request.json(), and turn the Headers instance into a plain object: the SDK finds nothing in the instance. after() needs Next 15.1; before that, put the event on a queue.',
    code: `// app/api/webhooks/scalekit/route.ts
export async function POST(request: Request) {
  const body = await request.text()
  let event
  try {
    const headers = Object.fromEntries(request.headers)
    scalekit.verifyWebhookPayload(process.env.SCALEKIT_WEBHOOK_SECRET!, headers, body)
    event = JSON.parse(body)
  } catch {
    return new Response(null, { status: 400 })
  }
  after(() => handle(event)) // import { after } from 'next/server'
  return new Response(null, { status: 200 })
}`
  },
  {
    framework: 'Fastify',
    note: 'A parser of its own keeps the body as text, in a scope of its own so that other routes still get parsed JSON.',
    code: `fastify.register(async (scope) => {
  const asText = { parseAs: 'string', bodyLimit: 5_000_000 }
  scope.addContentTypeParser('application/json', asText, (request, body, done) => done(null, body))
  scope.post('/webhooks/scalekit', async (request, reply) => {
    const body = request.body ?? ''
    let event
    try {
      scalekit.verifyWebhookPayload(process.env.SCALEKIT_WEBHOOK_SECRET, request.headers, body)
      event = JSON.parse(body)
    } catch {
      return reply.code(400).send()
    }
    setImmediate(() => handle(event).catch((error) => request.log.error(error)))
    return reply.code(200).send()
  })
})`
  },
  {
    framework: 'Hono',
    note: 'c.req.text() is the body as it came, and c.req.header() without a name is a plain object with lower-case names.',
    code: `app.post('/webhooks/scalekit', async (c) => {
  const body = await c.req.text()
  let event
  try {
    scalekit.verifyWebhookPayload(process.env.SCALEKIT_WEBHOOK_SECRET, c.req.header(), body)
    event = JSON.parse(body)
  } catch {
    return c.body(null, 400)
  }
  void handle(event).catch(console.error)
  return c.body(null, 200)
})`
  },
  {
    framework: 'NestJS',
    note: 'rawBody: true makes Nest keep the bytes beside the parsed body; its JSON parser takes 100 kB unless it is told otherwise.',
    code: `// main.ts
const app = await NestFactory.create<NestExpressApplication>(AppModule, { rawBody: true })
app.useBodyParser('json', { limit: '5mb' })

// the controller
@Post('webhooks/scalekit')
@HttpCode(200)
receive(@Req() request: RawBodyRequest<Request>) {
  const body = request.rawBody?.toString('utf8') ?? ''
  const headers = request.headers as Record<string, string>
  let event
  try {
    this.scalekit.verifyWebhookPayload(process.env.SCALEKIT_WEBHOOK_SECRET!, headers, body)
    event = JSON.parse(body)
  } catch {
    throw new BadRequestException()
  }
  setImmediate(() => this.handle(event).catch(console.error))
}`
  },
  {
    framework: 'FastAPI',
    note: 'Await request.body() and declare no model for the body, or FastAPI parses it first. Its headers can be looked up in any case. Catch every exception: the SDK lets that of a malformed signature through.',
    code: `@app.post("/webhooks/scalekit")
async def scalekit_webhook(request: Request, background: BackgroundTasks):
    body = await request.body()
    try:
        scalekit.verify_webhook_payload(
            secret=os.environ["SCALEKIT_WEBHOOK_SECRET"], headers=request.headers, payload=body
        )
        event = json.loads(body)
    except Exception:
        return Response(status_code=400)
    background.add_task(handle, event)
    return Response(status_code=200, background=background)`
  },
  {
    framework: 'Flask',
    note: 'dict(request.headers) has Title-Case names, which the SDK does not find: make them lower-case. request.get_data() is the body as it came.',
    code: `@app.post("/webhooks/scalekit")
def scalekit_webhook():
    body = request.get_data()
    headers = {name.lower(): value for name, value in request.headers.items()}
    try:
        scalekit.verify_webhook_payload(
            secret=os.environ["SCALEKIT_WEBHOOK_SECRET"], headers=headers, payload=body
        )
        event = json.loads(body)
    except Exception:
        return "", 400
    queue.put(event)  # a worker thread or your job queue takes it from here
    return "", 200`
  },
  {
    framework: 'Go (net/http)',
    note: 'Read the whole body before anything decodes it, and name the three headers in lower case.',
    code: `http.HandleFunc("POST /webhooks/scalekit", func(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 5<<20))
	if err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	headers := map[string]string{}
	for _, name := range []string{"webhook-id", "webhook-timestamp", "webhook-signature"} {
		headers[name] = r.Header.Get(name)
	}
	ok, err := scalekitClient.VerifyWebhookPayload(os.Getenv("SCALEKIT_WEBHOOK_SECRET"), headers, body)
	if err != nil || !ok || !json.Valid(body) {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	w.WriteHeader(http.StatusOK)
	go handle(body)
})`
  },
  {
    framework: 'Spring',
    note: 'Take the body as byte[]: a body of a type of your own is parsed first and written anew. HttpHeaders.toSingleValueMap() keeps the case of the request, and the SDK looks up lower-case names. Start the JVM with UTF-8 as its charset, which is the default from Java 18 on.',
    code: `@PostMapping("/webhooks/scalekit")
ResponseEntity<Void> receive(@RequestHeader HttpHeaders headers, @RequestBody byte[] body) {
    Map<String, String> named = new HashMap<>();
    headers.toSingleValueMap().forEach((name, value) -> named.put(name.toLowerCase(Locale.ROOT), value));
    JsonNode event;
    try {
        String secret = System.getenv("SCALEKIT_WEBHOOK_SECRET");
        if (!scalekitClient.webhook().verifyWebhookPayload(secret, named, body)) throw new IOException();
        event = objectMapper.readTree(body);
    } catch (Exception refused) {
        return ResponseEntity.badRequest().build();
    }
    executor.execute(() -> handle(event));
    return ResponseEntity.ok().build();
}`
  },
  {
    framework: 'Rails',
    note: 'Scalekit has no SDK for Ruby; its signatures are those of Standard Webhooks, so the gem standardwebhooks verifies them. request.raw_post is the body as it came, params is not. Exempt the action from the CSRF check.',
    code: `class ScalekitWebhooksController < ActionController::API
  def create
    body = request.raw_post
    headers = %w[webhook-id webhook-timestamp webhook-signature].to_h { |name| [name, request.headers[name]] }
    begin
      StandardWebhooks::Webhook.new(ENV.fetch("SCALEKIT_WEBHOOK_SECRET")).verify(body, headers)
      event = JSON.parse(body)
    rescue StandardError
      return head :bad_request
    end
    HandleScalekitEventJob.perform_later(event)
    head :ok
  end
end`
  }
]
