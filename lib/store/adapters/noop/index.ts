import { AppError } from '@/lib/errors';
import { refusingAdapter } from '../../refusing-adapter';

/** What a tenant without a data plane answers, at every door. */
export const noDatabase = (slug: string): AppError => new AppError('tenant_no_database', { params: { tenant: slug } });

/** Of tenants that have no database: there is nothing to connect to, and nothing is pretended. */
export const noop = refusingAdapter('noop', (slug) => noDatabase(slug ?? ''));
