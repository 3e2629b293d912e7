import { refusingContract } from '../../contract/refusing';
import { noop } from '.';

refusingContract(noop, 'tenant_no_database');
