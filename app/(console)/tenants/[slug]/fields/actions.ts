'use server';

import { serverAction } from '@/lib/doors/action';
import { applyFields } from '@/lib/operations/fields/apply-fields';
import { planFields } from '@/lib/operations/fields/plan-fields';
import { repairField } from '@/lib/operations/fields/repair-field';

export const planFieldsAction = serverAction(planFields);
export const applyFieldsAction = serverAction(applyFields);
export const repairFieldAction = serverAction(repairField);
