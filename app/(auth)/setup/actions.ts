'use server';

import { serverAction } from '@/lib/doors/action';
import { completeSetup } from '@/lib/operations/setup/complete-setup';

export const completeSetupAction = serverAction(completeSetup);
