import type { Client } from '@/lib/model/client';

export interface QuickStart {
  library: string;
  /** Where it goes, as one would name the file. */
  file: string;
  code: string;
}

type Told = Pick<Client, 'clientId' | 'kind' | 'type' | 'redirectUris' | 'postLogoutRedirectUris' | 'scopes'>;

/** As JavaScript, JSON and YAML all read it. */
const text = (value: string): string => JSON.stringify(value);

/** Code for two common libraries of a client's kind, with this client's values. The secret is read from the environment. */
export function quickStarts(client: Told, issuer: string): QuickStart[] {
  const [redirect = ''] = client.redirectUris;
  const scope = client.scopes.join(' ');
  switch (client.kind) {
    case 'spa':
      return [oidcClientTs(client, issuer, redirect, scope), reactOidcContext(client, issuer, redirect, scope)];
    case 'native':
      return [reactNative(client, issuer, redirect, scope), appAuth(client, issuer, redirect, scope)];
    case 'web':
      return [openidClient(client, issuer, redirect, scope), spring(client, issuer, redirect)];
    case 'm2m':
      return [machine(client, issuer, scope), curl(client, issuer, scope)];
  }
}

const oidcClientTs = ({ clientId, postLogoutRedirectUris: [after] }: Told, issuer: string, redirect: string, scope: string): QuickStart => ({
  library: 'oidc-client-ts',
  file: 'auth.ts',
  code: `import { UserManager } from 'oidc-client-ts';

export const auth = new UserManager({
  authority: ${text(issuer)},
  client_id: ${text(clientId)},
  redirect_uri: ${text(redirect)},${after === undefined ? '' : `\n  post_logout_redirect_uri: ${text(after)},`}
  scope: ${text(scope)},
});

// await auth.signinRedirect(); then, on the redirect page:
// const user = await auth.signinCallback();`,
});

const reactOidcContext = ({ clientId }: Told, issuer: string, redirect: string, scope: string): QuickStart => ({
  library: 'react-oidc-context',
  file: 'main.tsx',
  code: `import { AuthProvider } from 'react-oidc-context';

const config = {
  authority: ${text(issuer)},
  client_id: ${text(clientId)},
  redirect_uri: ${text(redirect)},
  scope: ${text(scope)},
};

root.render(<AuthProvider {...config}><App /></AuthProvider>);`,
});

const reactNative = ({ clientId }: Told, issuer: string, redirect: string, scope: string): QuickStart => ({
  library: 'react-native-app-auth',
  file: 'auth.ts',
  code: `import { authorize } from 'react-native-app-auth';

export const signIn = () =>
  authorize({
    issuer: ${text(issuer)},
    clientId: ${text(clientId)},
    redirectUrl: ${text(redirect)},
    scopes: ${JSON.stringify(scope.split(' ').filter(Boolean))},
    usePKCE: true,
  });`,
});

const appAuth = ({ clientId }: Told, issuer: string, redirect: string, scope: string): QuickStart => ({
  library: 'AppAuth (Swift)',
  file: 'SignIn.swift',
  code: `import AppAuth

OIDAuthorizationService.discoverConfiguration(forIssuer: URL(string: ${text(issuer)})!) { configuration, _ in
  guard let configuration else { return }
  let request = OIDAuthorizationRequest(
    configuration: configuration,
    clientId: ${text(clientId)},
    scopes: ${JSON.stringify(scope.split(' ').filter(Boolean))},
    redirectURL: URL(string: ${text(redirect)})!,
    responseType: OIDResponseTypeCode,
    additionalParameters: nil)
  // OIDAuthState.authState(byPresenting: request, presenting: controller) { … }
}`,
});

const openidClient = ({ clientId, type }: Told, issuer: string, redirect: string, scope: string): QuickStart => ({
  library: 'openid-client (Node.js)',
  file: 'auth.ts',
  code: `import * as client from 'openid-client';

const config = await client.discovery(new URL(${text(issuer)}), ${text(clientId)}${type === 'confidential' ? ', process.env.CLIENT_SECRET' : ''});

const verifier = client.randomPKCECodeVerifier(); // keep it in the visitor's session
const url = client.buildAuthorizationUrl(config, {
  redirect_uri: ${text(redirect)},
  scope: ${text(scope)},
  code_challenge: await client.calculatePKCECodeChallenge(verifier),
  code_challenge_method: 'S256',
});

// On the redirect URI:
// const tokens = await client.authorizationCodeGrant(config, currentUrl, { pkceCodeVerifier: verifier });`,
});

const spring = ({ clientId, scopes }: Told, issuer: string, redirect: string): QuickStart => ({
  library: 'Spring Security',
  file: 'application.yml',
  code: `spring:
  security:
    oauth2:
      client:
        registration:
          tenantry:
            client-id: ${text(clientId)}
            client-secret: \${CLIENT_SECRET}
            authorization-grant-type: authorization_code
            redirect-uri: ${text(redirect)}
            scope: ${JSON.stringify(scopes)}
        provider:
          tenantry:
            issuer-uri: ${text(issuer)}`,
});

const machine = ({ clientId }: Told, issuer: string, scope: string): QuickStart => ({
  library: 'openid-client (Node.js)',
  file: 'token.ts',
  code: `import * as client from 'openid-client';

const config = await client.discovery(new URL(${text(issuer)}), ${text(clientId)}, process.env.CLIENT_SECRET);
const { access_token } = await client.clientCredentialsGrant(config${scope === '' ? '' : `, { scope: ${text(scope)} }`});`,
});

const curl = ({ clientId }: Told, issuer: string, scope: string): QuickStart => ({
  library: 'curl',
  file: 'shell',
  code: `# token_endpoint, as ${issuer.replace(/\/$/, '')}/.well-known/openid-configuration says
curl -u "${clientId}:$CLIENT_SECRET" \\
  -d grant_type=client_credentials \\${scope === '' ? '' : `\n  --data-urlencode 'scope=${scope}' \\`}
  "$TOKEN_ENDPOINT"`,
});
