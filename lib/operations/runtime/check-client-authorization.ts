import { checkAuthorization } from '@/lib/clients/check-authorization';
import { activeTenant } from '@/lib/clients/verify-secret';
import { authorizationVerdictSchema, checkAuthorizationInputSchema } from '@/lib/model/runtime';
import { runtimeOperation } from './runtime-operation';

export const checkClientAuthorization = runtimeOperation({
  name: 'runtime.checkAuthorization',
  summary: 'Check an authorization request against its client: redirect URI, grant, PKCE, scopes',
  example: { slug: 'acme', clientId: 'web', redirectUri: 'https://app.example.com/callback', scopes: ['openid', 'email'], codeChallenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', codeChallengeMethod: 'S256' },
  input: checkAuthorizationInputSchema,
  output: authorizationVerdictSchema,
  path: 'clients/{clientId}/check-authorization',
  handler: async ({ slug, clientId, ...request }, { runtime }) => checkAuthorization(await activeTenant(runtime, slug), clientId, request),
});
