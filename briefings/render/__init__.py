"""Records into messages: the Jinja2 environment, Telegram HTML, dates as people write them."""
