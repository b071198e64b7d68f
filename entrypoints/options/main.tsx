import '../../utils/marks/highlights.css';
import { render } from 'preact';
import { Options } from '../../components/options.tsx';
import { nameDocument, say } from '../../utils/i18n.ts';

nameDocument(document, say('options_title'));
render(<Options />, document.getElementById('app')!);
