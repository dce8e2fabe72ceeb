import * as m from '#lib/paraglide/messages.js';

/** What can be wrong with a value somebody typed, as the sentence beside its field. */
const PROBLEMS = {
	'document.empty': m.shared_problem_document_empty,
	'document.shape': m.shared_problem_document_shape,
	'document.length': m.shared_problem_document_length,
	'document.repeated': m.shared_problem_document_repeated,
	'document.check-digit': m.shared_problem_document_check_digit,
	'document.prefix': m.shared_problem_document_prefix,
	'phone.length': m.shared_problem_phone_length,
	'email.shape': m.shared_problem_email_shape,
	'name.missing': m.shared_problem_name_missing,
	'channel.unknown': m.shared_problem_channel_unknown,
	'text.too-long': m.shared_problem_text_too_long,
	'mac.shape': m.shared_problem_mac_shape,
	'serial.shape': m.shared_problem_serial_shape,
	'coordinates.shape': m.shared_problem_coordinates_shape,
	'money.shape': m.shared_problem_money_shape
} satisfies Record<string, () => string>;

export type Problem = keyof typeof PROBLEMS;

export const problemSentence = (problem: Problem): string => PROBLEMS[problem]();
