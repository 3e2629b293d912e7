'use server';

import { serverAction } from '@/lib/doors/action';
import { acceptLink } from '@/lib/operations/invitations/accept-link';

export const acceptLinkAction = serverAction(acceptLink);
