import { addRenderer } from '../render/add-renderer.ts';
import { highlighter } from './highlight.ts';

/** The optional second script: colours code in every `<stream-chat>` of the page. It may stand before or behind the first. */
void addRenderer(highlighter, 'code stays without colours');
