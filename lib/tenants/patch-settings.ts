import type { TenantSettings, TenantSettingsPatch } from '@/lib/model/tenant';

/** Settings with what the patch names, and all else as it is. */
export function patchSettings(settings: TenantSettings, { security, issuer, ...rest }: TenantSettingsPatch = {}): TenantSettings {
  return {
    ...settings,
    ...given(rest),
    security: { ...settings.security, ...given(security ?? {}) },
    issuer: { ...settings.issuer, ...given(issuer ?? {}) },
  };
}

/** Without members that are `undefined`: they would hide what is there. */
function given<T extends object>(values: T): { [K in keyof T]: NonNullable<T[K]> | Extract<T[K], null> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [K in keyof T]: NonNullable<T[K]> | Extract<T[K], null> };
}
