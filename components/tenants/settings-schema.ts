import { z } from 'zod';
import { labelsSchema, updateTenantInputSchema } from '@/lib/model/tenant';

/** The operation's schema with its labels as rows; a key twice is an error of the second one. */
export const tenantSettingsFormSchema = updateTenantInputSchema.omit({ slug: true }).extend({
  labels: z.array(z.object({ key: labelsSchema.keyType, value: labelsSchema.valueType })).superRefine((rows, context) => {
    rows.forEach(({ key }, index) => {
      if (rows.findIndex((row) => row.key === key) < index) context.addIssue({ code: 'custom', message: 'labelTwice', path: [index, 'key'] });
    });
  }),
});
