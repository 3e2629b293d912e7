import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { initialData } from '@/app/initial-data';
import { CallablesProvider } from '@/components/api/callables';
import { BrandingView } from '@/components/branding/branding-view';
import { callablesOf } from '@/lib/doors/callable';
import { callForPage } from '@/lib/doors/page';
import { getBranding } from '@/lib/operations/branding/get-branding';
import { publishBranding } from '@/lib/operations/branding/publish-branding';
import { rollBackBranding } from '@/lib/operations/branding/roll-back-branding';
import { saveBranding } from '@/lib/operations/branding/save-branding';
import { getTenant } from '@/lib/operations/tenants/get-tenant';
import { currentMe } from '../../../me';
import { getBrandingAction, publishBrandingAction, removeImageAction, rollBackBrandingAction, saveBrandingAction } from './actions';
import { previewWords } from './preview-words';

interface Props {
  params: Promise<{ slug: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, { slug }] = await Promise.all([getTranslations('branding'), params]);
  return { title: `${t('title')} · ${slug}` };
}

const ACTIONS = { get: getBrandingAction, save: saveBrandingAction, publish: publishBrandingAction, rollBack: rollBackBrandingAction, removeImage: removeImageAction };

export default async function BrandingPage({ params }: Props) {
  const [{ slug }, me] = await Promise.all([params, currentMe()]);
  const [tenant, initial] = await Promise.all([callForPage(getTenant, { slug }), initialData(callForPage(getBranding, { slug }))]);
  const name = tenant.displayName || tenant.name;
  return (
    <CallablesProvider value={callablesOf(saveBranding, publishBranding, rollBackBranding)}>
      <BrandingView slug={slug} name={name} language={tenant.language} initial={initial} words={previewWords(name, slug)} actions={me.permissions.includes('branding:write') ? ACTIONS : undefined} />
    </CallablesProvider>
  );
}
