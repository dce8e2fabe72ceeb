declare module 'mjml' {
	export default function mjml2html(mjml: string, options?: { validationLevel?: 'strict' }): Promise<{ html: string }>;
}
