import { isDeepStrictEqual } from 'node:util';
import { AppError, invalidField } from '@/lib/errors';
import { BRANDING_VERSIONS_MAX, DEFAULT_THEME, type Branding, type BrandingVersion, type Theme } from '@/lib/model/branding';
import { contrastOf } from '@/lib/model/branding-contrast';
import type { ConfigStore } from '@/lib/store';

const DRAFT = 0;

export interface BrandingChange {
  before: Branding;
  after: Branding;
}

/** The draft, what is published, and how well its colours can be told apart. @throws AppError `tenant_not_found`, `config_invalid` */
export async function getBranding(config: ConfigStore, slug: string): Promise<Branding> {
  const { items, version } = await config.branding(slug).list();
  return viewOf(items, version);
}

/** What users see; null before the first publication. */
export const publishedOf = (versions: readonly BrandingVersion[]): BrandingVersion | null =>
  versions.reduce<BrandingVersion | null>((last, one) => (one.version !== DRAFT && one.version > (last?.version ?? 0) ? one : last), null);

function viewOf(versions: readonly BrandingVersion[], etag: string): Branding {
  const draft = versions.find(({ version }) => version === DRAFT);
  const published = publishedOf(versions);
  const theme = draft?.theme ?? published?.theme ?? DEFAULT_THEME;
  return {
    draft: theme,
    published: published?.theme ?? null,
    version: published?.version ?? 0,
    publishedAt: published?.at ?? null,
    changed: !isDeepStrictEqual(theme, published?.theme ?? DEFAULT_THEME),
    draftSavedAt: draft?.at ?? null,
    draftSavedBy: draft?.by ?? '',
    contrast: contrastOf(theme),
    etag,
  };
}

export async function saveDraft(config: ConfigStore, slug: string, theme: Theme, by: string, expectedVersion: string): Promise<BrandingChange> {
  await requireImages(config, slug, theme);
  return changed(config, slug, expectedVersion, (versions) => [{ version: DRAFT, theme, at: now(), by, rolledBackTo: null }, ...withoutDraft(versions)]);
}

/** The draft becomes what users see. @throws AppError `invalid_state` when it says nothing new. */
export async function publishDraft(config: ConfigStore, slug: string, by: string, expectedVersion: string): Promise<BrandingChange> {
  return changed(config, slug, expectedVersion, (versions) => {
    const { draft, changed: differs, version } = viewOf(versions, '');
    if (!differs && version > 0) throw new AppError('invalid_state', { params: { state: 'nothing_to_publish' } });
    return published(versions, { theme: draft, by, rolledBackTo: null });
  });
}

/**
 * What was published then is published again, as a version of its own, so that the history stays as it was. A draft
 * that is under way stays; one that says what was published becomes the former version too.
 */
export async function rollBack(config: ConfigStore, slug: string, to: number, by: string, expectedVersion: string): Promise<BrandingChange> {
  return changed(config, slug, expectedVersion, (versions) => {
    const former = versions.find(({ version }) => version === to);
    if (!former) throw new AppError('not_found', { params: { what: 'version', id: String(to) } });
    const { changed: underWay, version } = viewOf(versions, '');
    if (version === to) throw new AppError('invalid_state', { params: { state: 'already_published' } });
    return published(underWay ? versions : withoutDraft(versions), { theme: former.theme, by, rolledBackTo: to });
  });
}

/** What was published, newest first. */
export async function brandingHistory(config: ConfigStore, slug: string): Promise<BrandingVersion[]> {
  const { items } = await config.branding(slug).list();
  return withoutDraft(items).sort((a, b) => b.version - a.version);
}

async function changed(config: ConfigStore, slug: string, expectedVersion: string, change: (versions: BrandingVersion[]) => BrandingVersion[]): Promise<BrandingChange> {
  let before: Branding | null = null;
  const { items, version } = await config.branding(slug).change(expectedVersion, (versions) => {
    before = viewOf(versions, '');
    return change(versions);
  });
  if (!before) throw new Error('a change that was not asked for');
  return { before, after: viewOf(items, version) };
}

function published(versions: readonly BrandingVersion[], { theme, by, rolledBackTo }: Pick<BrandingVersion, 'theme' | 'by' | 'rolledBackTo'>): BrandingVersion[] {
  const version = (publishedOf(versions)?.version ?? 0) + 1;
  const draft = versions.filter((one) => one.version === DRAFT);
  const former = withoutDraft(versions).sort((a, b) => a.version - b.version);
  return [...draft, ...[...former, { version, theme, at: now(), by, rolledBackTo }].slice(-BRANDING_VERSIONS_MAX)];
}

const withoutDraft = (versions: readonly BrandingVersion[]): BrandingVersion[] => versions.filter(({ version }) => version !== DRAFT);
const now = (): string => new Date().toISOString();

async function requireImages(config: ConfigStore, slug: string, theme: Theme): Promise<void> {
  const known = new Set((await config.images(slug).list()).map(({ id }) => id));
  for (const part of ['logo', 'logoDark', 'favicon'] as const) {
    const id = theme[part];
    if (id !== null && !known.has(id)) throw invalidField(`draft.${part}`, 'imageUnknown');
  }
}
