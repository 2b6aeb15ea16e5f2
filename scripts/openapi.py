"""Print the OpenAPI description of the API, for the frontend's types."""

import json
import tempfile
from pathlib import Path

from app.main import close_parts, create_app
from app.settings import Settings

if __name__ == "__main__":
    app = create_app(Settings(data=Path(tempfile.mkdtemp()), jobs="off"))
    print(json.dumps(app.openapi(), indent=1, sort_keys=True))
    close_parts(app.state.parts)
