'use server';

import { serverAction } from '@/lib/doors/action';
import { retryProvisioning } from '@/lib/operations/provisioning/retry-provisioning';
import { rollBackProvisioning } from '@/lib/operations/provisioning/rollback-provisioning';

export const retryAction = serverAction(retryProvisioning);
export const rollbackAction = serverAction(rollBackProvisioning);
