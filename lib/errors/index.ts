export { AppError, invalidField, isAppError, type AppErrorOptions, type FieldIssue } from './app-error';
export { ERROR_CODES, ERROR_STATUS, type ErrorCode } from './codes';
