'use server';

import { serverAction } from '@/lib/doors/action';
import { applyFields } from '@/lib/operations/fields/apply-fields';
import { planFields } from '@/lib/operations/fields/plan-fields';

export const planFieldsAction = serverAction(planFields);
export const applyFieldsAction = serverAction(applyFields);
