'use client';

import { useTranslations } from 'next-intl';
import type { Action } from '@/components/form/action';
import { FieldMessage } from '@/components/form/field';
import { HealthBadge } from '@/components/status/status';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { RadioCards } from '@/components/ui/radio-cards';
import type { Isolation } from '@/lib/model/common';
import type { ConnectionTest, Server } from '@/lib/model/server';
import { OwnServerField } from './own-server-field';
import { AUTO, NO_DATABASE, OWN_SERVER, freeConnections, isolationsFor, recommendedServer, takesTenants, withIsolation, type Placement } from './placement';

interface PlacementStepProps {
  servers: Server[];
  value: Placement;
  onChange: (value: Placement) => void;
  errors: { serverId?: string; isolation?: string; dsn?: string };
  /** Tries a connection string. */
  test: Action<{ dsn: string }, ConnectionTest>;
  /** Whether there may be no data plane at all. */
  optional: boolean;
}

/** Which server, or one of its own, and how the tenant is kept apart there. */
export function PlacementStep({ servers, value, onChange, errors, test, optional }: PlacementStepProps) {
  const t = useTranslations('tenants');
  const ts = useTranslations('servers');
  const isolations = isolationsFor(servers, value);
  const choose = (serverId: string) => onChange(withIsolation(servers, { ...value, serverId }));
  return (
    <div className="space-y-5">
      <div className="space-y-2">
        <h3 className="text-sm font-medium">{t('server')}</h3>
        {servers.length === 0 && (
          <Alert tone="info" title={t('noServers')}>
            {t('noServersDetail')}
          </Alert>
        )}
        <RadioCards
          label={t('server')}
          value={value.serverId}
          onChange={choose}
          options={[
            ...servers.map((server) => serverOption(server, recommendedServer(servers)?.id === server.id, t, ts(`drivers.${server.driver}.name`))),
            ...(servers.length > 1 ? [{ value: AUTO, title: t('auto'), description: t('autoDetail') }] : []),
            { value: OWN_SERVER, title: t('own'), description: t('ownDetail') },
            ...(optional ? [{ value: NO_DATABASE, title: t('noDatabase'), description: t('noDatabaseDetail') }] : []),
          ]}
        />
        <FieldMessage message={errors.serverId} />
        {value.serverId === OWN_SERVER && <OwnServerField value={value.dsn} onChange={(dsn) => onChange(withIsolation(servers, { ...value, dsn }, value.isolation))} error={errors.dsn} test={test} />}
      </div>
      {isolations.length > 0 && (
        <div className="space-y-2">
          <h3 className="text-sm font-medium">{t('isolation')}</h3>
          <RadioCards
            label={t('isolation')}
            value={value.isolation}
            onChange={(isolation) => onChange({ ...value, isolation: isolation as Isolation })}
            className="sm:grid-cols-2"
            options={isolations.map((isolation) => ({
              value: isolation,
              title: t(`isolations.${isolation}.name`),
              description: (
                <>
                  {t(`isolations.${isolation}.what`)} {t(`isolations.${isolation}.backup`)} {t(`isolations.${isolation}.connections`)}
                </>
              ),
            }))}
          />
          <FieldMessage message={errors.isolation} />
        </div>
      )}
    </div>
  );
}

function serverOption(server: Server, recommended: boolean, t: ReturnType<typeof useTranslations<'tenants'>>, engine: string) {
  const free = freeConnections(server);
  const facts = [
    server.region,
    [engine, server.health.version].filter(Boolean).join(' '),
    t('tenantCount', { count: server.tenants }),
    free === null ? '' : t('connectionsFree', { free, budget: server.maxConnections }),
    server.cordoned ? t('cordoned') : '',
  ];
  return {
    value: server.id,
    disabled: !takesTenants(server),
    title: (
      <>
        {server.name}
        {server.isDefault && <Badge>{t('default')}</Badge>}
        {recommended && <Badge className="border-accent/40 text-accent-ink">{t('recommended')}</Badge>}
      </>
    ),
    description: facts.filter(Boolean).join(' · '),
    aside: <HealthBadge status={server.health.status} />,
  };
}
