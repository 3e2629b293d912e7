'use client';

import { useTranslations } from 'next-intl';
import { Controller, type UseFormReturn } from 'react-hook-form';
import { FormSection } from '@/components/form/field';
import { RadioCards } from '@/components/ui/radio-cards';
import { DRIVER_TRAITS, type Driver } from '@/lib/model/server-drivers';
import { DRIVERS } from '@/lib/model/states';
import type { ServerFormValues } from './server-values';

/**
 * Which engine, before anything that depends on it; what is usual for it is filled in.
 * @param drivers that tenants can live on; the others are shown with their reason, and cannot be chosen.
 */
export function DriverChoice({ form, drivers }: { form: UseFormReturn<ServerFormValues, unknown, ServerFormValues>; drivers: readonly Driver[] }) {
  const t = useTranslations('servers');
  const choose = (driver: Driver) => {
    form.setValue('driver', driver, { shouldDirty: true });
    for (const [name, value] of Object.entries(DRIVER_TRAITS[driver].initial)) form.setValue(name as 'port', value);
    form.clearErrors();
  };
  return (
    <FormSection title={t('driver')} description={t('driverDetail')}>
      <Controller
        control={form.control}
        name="driver"
        render={({ field: { value } }) => (
          <RadioCards
            label={t('driver')}
            value={value}
            onChange={(driver) => choose(driver as Driver)}
            className="sm:grid-cols-2"
            options={DRIVERS.map((driver) => ({ value: driver, disabled: !drivers.includes(driver), title: t(`drivers.${driver}.name`), description: t(`drivers.${driver}.what`) }))}
          />
        )}
      />
    </FormSection>
  );
}
