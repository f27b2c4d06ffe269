/** The little of mockttp that is used, so that the rest compiles where it is not installed. */
declare module 'mockttp' {
  interface Request {
    readonly body: { getText(): Promise<string | undefined> }
  }
  interface Response {
    readonly statusCode: number
    readonly json: unknown
  }
  interface Server {
    readonly port: number
    start(): Promise<void>
    forAnyRequest(): { thenCallback(answer: (request: Request) => Promise<Response>): Promise<unknown> }
  }
  export function getLocal(options: { readonly recordTraffic: boolean }): Server
}
