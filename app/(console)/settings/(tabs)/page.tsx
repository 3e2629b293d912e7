import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { initialData } from '@/app/initial-data';
import { PasswordCard } from '@/components/settings/password-card';
import { Preferences } from '@/components/settings/preferences';
import { ProfileCard } from '@/components/settings/profile-card';
import { SecondFactorCard } from '@/components/settings/second-factor-card';
import { SessionsCard } from '@/components/settings/sessions-card';
import { callForPage } from '@/lib/doors/page';
import { getMySecondFactor } from '@/lib/operations/me/second-factor';
import { listMySessions } from '@/lib/operations/me/sessions';
import { currentMe } from '../../me';
import { changePasswordAction, confirmSecondFactorAction, enrolSecondFactorAction, removeSecondFactorAction, renewRecoveryCodesAction, revokeSessionAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('title') };
}

const SECOND_FACTOR = { enrol: enrolSecondFactorAction, confirm: confirmSecondFactorAction, renew: renewRecoveryCodesAction, remove: removeSecondFactorAction };

export default async function ProfilePage() {
  const [me, sessions, secondFactor] = await Promise.all([currentMe(), callForPage(listMySessions, {}), initialData(callForPage(getMySecondFactor, {}))]);
  return (
    <div className="max-w-3xl space-y-4">
      <ProfileCard me={me} />
      <Preferences />
      {secondFactor && <SecondFactorCard state={secondFactor} actions={SECOND_FACTOR} />}
      <PasswordCard change={changePasswordAction} />
      <SessionsCard sessions={sessions.items} revoke={revokeSessionAction} />
    </div>
  );
}
