import { verifySecret } from '@/lib/clients/verify-secret';
import { secretVerdictSchema, verifySecretInputSchema } from '@/lib/model/runtime';
import { runtimeOperation } from './runtime-operation';

export const verifyClientSecret = runtimeOperation({
  name: 'runtime.verifyClientSecret',
  summary: "Verify a client's secret, and note when it was used",
  example: { slug: 'acme', clientId: 'backend', secret: 'tnc_3q2-7wAAJ0mVnV1mX0zvB0QeQ9j1Kp1oYf2m4X5c6d7' },
  input: verifySecretInputSchema,
  output: secretVerdictSchema,
  path: 'clients/{clientId}/verify-secret',
  handler: ({ slug, clientId, secret, ip, userAgent }, { runtime }) => verifySecret(runtime, slug, clientId, secret, { ip, userAgent }),
});
