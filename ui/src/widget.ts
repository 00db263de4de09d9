// The one script that publishers put on their pages: <script type="module" src="https://…/widget.js"></script>
import {ComityDiscussion} from './element.ts';

if (!customElements.get('comity-discussion')) customElements.define('comity-discussion', ComityDiscussion);
