// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { MESSAGES } from '@/lib/i18n/messages';
import { RUN_STATUSES } from '@/lib/model/run';
import { HEALTH_STATUSES } from '@/lib/model/server';
import { DATABASE_STATUSES, TENANT_STATUSES } from '@/lib/model/tenant';
import { DatabaseStatusBadge, HealthBadge, RunStatusBadge, TenantStatusBadge } from './status';

const badges: [string, ReactNode][] = [
  ...DATABASE_STATUSES.map((status): [string, ReactNode] => [`database ${status}`, <DatabaseStatusBadge key={status} status={status} />]),
  ['no database', <DatabaseStatusBadge key="none" status={null} />],
  ...TENANT_STATUSES.map((status): [string, ReactNode] => [`tenant ${status}`, <TenantStatusBadge key={status} status={status} />]),
  ...HEALTH_STATUSES.map((status): [string, ReactNode] => [`health ${status}`, <HealthBadge key={status} status={status} />]),
  ...RUN_STATUSES.map((status): [string, ReactNode] => [`run ${status}`, <RunStatusBadge key={status} status={status} />]),
];

afterEach(cleanup);

describe('a status badge', () => {
  it.each(badges)('of %s says its state by icon and word, not by colour alone', (_name, badge) => {
    const { container } = render(
      <NextIntlClientProvider locale="en" messages={MESSAGES.en} timeZone="UTC">
        {badge}
      </NextIntlClientProvider>,
    );
    expect(container.querySelector('svg')).not.toBeNull();
    expect(container.textContent?.trim()).toMatch(/^[A-Z][a-z ]+$/);
  });
});
