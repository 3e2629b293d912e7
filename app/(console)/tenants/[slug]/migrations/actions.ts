'use server';

import { serverAction } from '@/lib/doors/action';
import { applyMigrations } from '@/lib/operations/migrations/apply-migrations';

export const applyMigrationsAction = serverAction(applyMigrations);
