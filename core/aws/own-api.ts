/** Our own API, as calls of tasks reach it: in this process, without a network, a signature or a second invocation. */

/** Answers a request of AWS JSON 1.0. @param target the header `X-Amz-Target` */
export type OwnApi = (target: string, body: string) => Promise<OwnAnswer>;

export interface OwnAnswer {
  status: number;
  headers: Record<string, string>;
  /** JSON. */
  body: string;
}

interface SdkRequest {
  headers: Record<string, string>;
  body?: string | Uint8Array;
}

/** What takes the place of the network in a client of the SDK. */
export function ownRequestHandler(api: OwnApi) {
  return {
    async handle({ headers, body = '' }: SdkRequest) {
      const text = typeof body === 'string' ? body : Buffer.from(body).toString();
      const answer = await api(headers['x-amz-target'] ?? '', text);
      const response = {
        statusCode: answer.status,
        headers: answer.headers,
        body: Buffer.from(answer.body),
      };
      return { response };
    },
  };
}
