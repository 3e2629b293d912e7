import { refusingContract } from '../../contract';
import { noop } from '.';

refusingContract(noop, 'tenant_no_database');
