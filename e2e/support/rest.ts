import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

export interface RestClient {
  (method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<{ status: number; json: Record<string, unknown> }>;
}

/** A client that acts by the local key, as the command line does. */
export async function localClient(fsRoot: string): Promise<RestClient> {
  const { key, address } = JSON.parse(await readFile(join(fsRoot, 'run', 'server.json'), 'utf8')) as { key: string; address: string };
  return restClient(address, key);
}

export function restClient(origin: string, token: string): RestClient {
  return async (method, path, body, headers = {}) => {
    const response = await fetch(`${origin}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'x-tenantry-user': 'story', ...(body !== undefined && !(body instanceof Uint8Array) && { 'content-type': 'application/json' }), ...headers },
      // Bytes go as they are; the caller says what they are.
      body: body === undefined || body instanceof Uint8Array ? (body as Uint8Array<ArrayBuffer> | undefined) : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, json: (text ? JSON.parse(text) : {}) as Record<string, unknown> };
  };
}

/** Waits until a tenant's data plane reaches a status. */
export async function untilDatabase(rest: RestClient, slug: string, status: string, withinMs = 60_000): Promise<void> {
  for (const deadline = Date.now() + withinMs; ; await delay(100)) {
    const { json } = await rest('GET', `/tenants/${slug}/provisioning`);
    if (json['status'] === status) return;
    if (Date.now() > deadline) throw new Error(`${slug} is ${String(json['status'])}, not ${status}: ${JSON.stringify(json)}`);
  }
}
