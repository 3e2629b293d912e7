import * as actions from './actions';

export const CLIENT_ACTIONS = {
  get: actions.getClientAction,
  create: actions.createClientAction,
  update: actions.updateClientAction,
  remove: actions.deleteClientAction,
  createSecret: actions.createClientSecretAction,
  revokeSecret: actions.revokeClientSecretAction,
};
