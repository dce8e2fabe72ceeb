const BUTTON = `<mj-button href="%%url%%" background-color="#f8d624" color="#141b26" font-weight="700" border-radius="8px" inner-padding="14px 24px" align="left" padding="8px 24px 24px">%%label%%</mj-button>`;

const mjml = (button: string) => `
<mjml lang="es-AR">
	<mj-head>
		<mj-title>%%subject%%</mj-title>
		<mj-preview>%%subject%%</mj-preview>
		<mj-attributes>
			<mj-all font-family="Archivo, Arial, Helvetica, sans-serif" color="#141b26" font-size="16px" line-height="24px" />
		</mj-attributes>
	</mj-head>
	<mj-body background-color="#f2f4f5" width="560px">
		<mj-section padding="24px 0 12px">
			<mj-column><mj-text font-weight="700" padding="0 24px"><span style="color:#141b26">●</span> %%company%%</mj-text></mj-column>
		</mj-section>
		<mj-section background-color="#ffffff" border="1px solid #d6d9dd" border-radius="8px" padding="0">
			<mj-column><mj-text padding="24px 24px 8px">%%body%%</mj-text>${button}</mj-column>
		</mj-section>
		<mj-section padding="12px 0 24px">
			<mj-column><mj-text color="#48505c" font-size="14px" padding="0 24px">%%closing%%</mj-text></mj-column>
		</mj-section>
	</mj-body>
</mjml>`;

const compiled = new Map<boolean, Promise<string>>();

async function compile(withButton: boolean): Promise<string> {
	// Loaded with the first letter: it is large, and a Hilo at rest writes none.
	const { default: mjml2html } = await import('mjml');
	return (await mjml2html(mjml(withButton ? BUTTON : ''), { validationLevel: 'strict' })).html;
}

/** The mail's HTML with its slots (`%%body%%` …) still open. */
export function templateOf(withButton: boolean): Promise<string> {
	let template = compiled.get(withButton);
	if (!template) compiled.set(withButton, (template = compile(withButton)));
	return template;
}
