import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiToken } from '@/lib/auth/tokens';
import { answerBranding, answerImage } from '@/lib/doors/public/public-branding';
import { createRestHandler } from '@/lib/doors/rest/rest-handler';
import { DEFAULT_THEME, type Branding, type ImageInfo } from '@/lib/model/branding';
import { sampleClient, sampleTenant } from '@/lib/store/testing/fs-entities';
import { callAs, openTestRuntime, principalOf, type TestRuntime } from '@/lib/testing/test-runtime';
import { runOperation } from '../pipeline';
import { operations } from '../registry';

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const { branding } = operations;
const refused = (code: string) => expect.objectContaining({ code });
const rest = createRestHandler();
let runtime: TestRuntime;
let token: string;
const owner = principalOf('owner');

beforeAll(async () => {
  runtime = await openTestRuntime();
  token = (await createApiToken(runtime.records, { name: 'ci', role: 'owner', tenants: [], createdBy: 'test', expiresAt: null })).secret;
});
afterAll(() => runtime.dispose());

let made = 0;
async function tenant(): Promise<string> {
  const slug = `brand-${(made += 1)}`;
  await runtime.store.config.tenants.create(sampleTenant(slug, { displayName: 'Acme & Co.' }));
  return slug;
}
const get = (slug: string) => runOperation(branding.get, { slug }, callAs(owner), runtime);
const save = (slug: string, draft: object, ifMatch = '*') => runOperation(branding.save, { slug, draft }, { ...callAs(owner), ifMatch }, runtime);
const publish = (slug: string) => runOperation(branding.publish, { slug }, callAs(owner), runtime);
const upload = (slug: string, bytes: Buffer | string, type = 'image/png') =>
  rest(new Request(`http://127.0.0.1/api/v1/tenants/${slug}/branding/images`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': type }, body: new Uint8Array(Buffer.from(bytes)) }), runtime);
const seen = (slug: string, headers: Record<string, string> = {}) => answerBranding(new Request(`http://127.0.0.1/t/${slug}/branding`, { headers }), slug, runtime);

describe('branding', () => {
  it('begins with a theme that can be read, is drafted, published and rolled back, and keeps its history', async () => {
    const slug = await tenant();
    const first = await get(slug);
    expect(first).toMatchObject({ draft: DEFAULT_THEME, published: null, version: 0, changed: false });
    expect(first.contrast.every(({ ok }) => ok)).toBe(true);
    expect((await seen(slug)).status).toBe(404);

    const drafted = await save(slug, { radius: 2 }, first.etag);
    expect(drafted).toMatchObject({ changed: true, version: 0, published: null, draft: { radius: 2 } });
    expect(await publish(slug)).toMatchObject({ version: 1, changed: false, published: { radius: 2 } });
    await expect(publish(slug)).rejects.toEqual(refused('invalid_state'));
    await save(slug, { radius: 20 });
    expect(await publish(slug)).toMatchObject({ version: 2 });

    await save(slug, { radius: 7 });
    const back = await runOperation(branding.rollBack, { slug, version: 1 }, callAs(owner), runtime);
    expect(back).toMatchObject({ version: 3, published: { radius: 2 }, draft: { radius: 7 }, changed: true });
    const { items } = await runOperation(branding.history, { slug }, callAs(owner), runtime);
    expect(items.map(({ version, rolledBackTo, theme }) => [version, rolledBackTo, theme.radius])).toEqual([[3, 1, 2], [2, null, 20], [1, null, 2]]);
    await expect(runOperation(branding.rollBack, { slug, version: 9 }, callAs(owner), runtime)).rejects.toEqual(refused('not_found'));
    await expect(runOperation(branding.rollBack, { slug, version: 3 }, callAs(owner), runtime)).rejects.toEqual(refused('invalid_state'));
  });

  it('a draft that nobody changed since follows what is rolled back to', async () => {
    const slug = await tenant();
    for (const radius of [1, 2]) {
      await save(slug, { radius });
      await publish(slug);
    }
    expect(await runOperation(branding.rollBack, { slug, version: 1 }, callAs(owner), runtime)).toMatchObject({ draft: { radius: 1 }, changed: false });
  });

  it('loses no draft to a second editor, and refuses what is no colour, address or image', async () => {
    const slug = await tenant();
    const { etag } = await get(slug);
    await save(slug, { radius: 3 }, etag);
    await expect(save(slug, { radius: 4 }, etag)).rejects.toEqual(refused('precondition_failed'));
    const wrong: [object, string][] = [
      [{ light: { ...DEFAULT_THEME.light, text: 'red' } }, 'draft.light.text'],
      [{ light: { ...DEFAULT_THEME.light, text: '#fff;}body{display:none' } }, 'draft.light.text'],
      [{ privacyUrl: 'javascript:alert(1)' }, 'draft.privacyUrl'],
      [{ privacyUrl: 'https://good@evil.example' }, 'draft.privacyUrl'],
      [{ termsUrl: 'http://example.com' }, 'draft.termsUrl'],
      [{ logo: 'f'.repeat(32) }, 'draft.logo'],
      [{ font: 'Comic Sans' }, 'draft.font'],
      [{ texts: { en: { signInTitle: 'a\u0000b' } } }, 'draft.texts.en.signInTitle'],
    ];
    for (const [draft, path] of wrong) await expect(save(slug, draft), path).rejects.toMatchObject({ code: 'validation_failed', issues: [{ path }] });
  });

  it('says what cannot be read, and what would do', async () => {
    const slug = await tenant();
    const { contrast } = await save(slug, { light: { ...DEFAULT_THEME.light, muted: '#cccccc' } });
    const bad = contrast.filter(({ ok }) => !ok);
    expect(bad.map(({ front, back }) => `${front} on ${back}`).sort()).toEqual(['muted on background', 'muted on surface']);
    const mended = await save(slug, { light: { ...DEFAULT_THEME.light, muted: bad.find(({ back }) => back === 'background')?.suggestion } });
    expect(mended.contrast.every(({ ok }) => ok)).toBe(true);
  });
});

describe('images', () => {
  it('are kept by their content, shown to nobody before they are published, and not deleted while shown', async () => {
    const slug = await tenant();
    const answer = await upload(slug, PNG, 'image/jpeg');
    expect(answer.status).toBe(201);
    const image = (await answer.json()) as ImageInfo;
    expect(image).toMatchObject({ type: 'image/png', width: 1, height: 1, usedBy: [] });
    expect(((await (await upload(slug, PNG)).json()) as ImageInfo).id).toBe(image.id);
    const shown = () => answerImage(new Request('http://127.0.0.1/x'), slug, image.id, runtime);
    await save(slug, { logo: image.id });
    expect((await shown()).status).toBe(404);
    await publish(slug);
    const served = await shown();
    expect(Buffer.from(await served.arrayBuffer())).toEqual(PNG);
    expect(Object.fromEntries(served.headers)).toMatchObject({ 'content-type': 'image/png', 'cache-control': 'public, max-age=31536000, immutable', 'content-security-policy': expect.stringContaining('sandbox') as string });
    await expect(runOperation(branding.removeImage, { slug, image: image.id }, callAs(owner), runtime)).rejects.toEqual(refused('in_use'));
    const unused = (await (await upload(slug, '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><script>alert(1)</script><path d="M0 0h4v4z"/></svg>', 'image/svg+xml')).json()) as ImageInfo;
    const { data } = await runOperation(branding.image, { slug, image: unused.id }, callAs(owner), runtime);
    expect(Buffer.from(data, 'base64').toString()).toBe('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4v4z"></path></svg>');
    await runOperation(branding.removeImage, { slug, image: unused.id }, callAs(owner), runtime);
    const { items } = await runOperation(branding.images, { slug }, callAs(owner), runtime);
    expect(items.map(({ id, usedBy }) => [id, usedBy])).toEqual([[image.id, ['draft', 'published']]]);
  });

  it('that are none, or too long, are refused', async () => {
    const slug = await tenant();
    expect((await upload(slug, '<html></html>')).status).toBe(415);
    expect((await upload(slug, Buffer.concat([PNG, Buffer.alloc(300_000)]))).status).toBe(413);
    expect((await upload(slug, PNG, 'text/csv')).status).toBe(415);
    expect((await upload(slug, '')).status).toBeGreaterThanOrEqual(400);
  });
});

describe('what everybody may read', () => {
  it('is what was published, with the addresses of its images, cached, and read by the clients’ pages alone', async () => {
    const slug = await tenant();
    await runtime.store.config.clients(slug).create(sampleClient('web', { allowedOrigins: ['https://app.example'] }));
    const { id } = (await (await upload(slug, PNG)).json()) as ImageInfo;
    await save(slug, { logo: id, texts: { es: { signInTitle: 'Entre' } } });
    await publish(slug);
    await save(slug, { logo: null, radius: 0 });
    const answer = await seen(slug, { origin: 'https://app.example' });
    expect(await answer.clone().json()).toMatchObject({ tenant: { slug, name: 'Acme & Co.', language: 'en' }, version: 1, theme: { radius: 8, logoUrl: `/t/${slug}/images/${id}`, logoDarkUrl: `/t/${slug}/images/${id}`, faviconUrl: null, texts: { es: { signInTitle: 'Entre' } } } });
    expect(Object.fromEntries(answer.headers)).toMatchObject({ 'access-control-allow-origin': 'https://app.example', vary: 'Origin', 'cache-control': expect.stringMatching(/^public, max-age=60/) as string });
    const again = await seen(slug, { 'if-none-match': answer.headers.get('etag') ?? '' });
    expect([again.status, await again.text()]).toEqual([304, '']);
    for (const origin of ['https://evil.example', 'https://app.example.evil.com', 'null', 'http://app.example']) expect((await seen(slug, { origin })).headers.get('access-control-allow-origin'), origin).toBeNull();
    await publish(slug);
    expect(((await (await seen(slug)).json()) as { theme: Branding['draft'] }).theme.radius).toBe(0);
  });

  it('is nothing of a tenant that is off, or not there', async () => {
    const slug = await tenant();
    await save(slug, { radius: 1 });
    await publish(slug);
    await runtime.store.config.tenants.update(slug, '*', (one) => ({ ...one, status: 'SUSPENDED' }));
    for (const name of [slug, 'nobody', '../x', 'A B']) expect((await seen(name)).status, name).toBe(404);
  });
});
