import { AppError } from '@/lib/errors';
import { refusingAdapter } from '../../refusing-adapter';

/** Known, so that nobody takes its name for a slip; it keeps no tenants yet. */
export const mongo = refusingAdapter('mongo', () => new AppError('capability_unsupported', { params: { capability: 'engine', driver: 'mongo' } }));
