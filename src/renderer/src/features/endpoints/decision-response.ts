import type { Decision } from '#shared/endpoint-models.ts'

type Response = Decision['response']

export type ResponseRead =
  { readonly ok: true; readonly response: Response } | { readonly ok: false; readonly mistake: string }

/** Reads what a person wrote as the response of a decision: a JSON object, or nothing. */
export function readResponse(text: string): ResponseRead {
  if (text.trim() === '') return { ok: true, response: null }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { ok: false, mistake: `This is not JSON. ${error instanceof Error ? error.message : ''}`.trim() }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { ok: false, mistake: 'A response is a JSON object: { … }.' }
  }
  return { ok: true, response: value as Response }
}

export const writeResponse = (response: Response): string =>
  response === null ? '' : JSON.stringify(response, null, 2)
