import * as v from 'valibot';
import { PASSWORD_MAX, PASSWORD_MIN } from './password.ts';

export const NewPassword = v.pipe(v.string(), v.minLength(PASSWORD_MIN), v.maxLength(PASSWORD_MAX));
const Line = v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(200));

export const PasswordForm = v.object({ password: NewPassword });
export const OwnerForm = v.object({ name: Line, email: v.pipe(Line, v.email()), password: NewPassword });
export const EmailForm = v.object({ email: v.pipe(Line, v.email()) });
