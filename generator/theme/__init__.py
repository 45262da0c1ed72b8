"""The theme `jingwu`, which MkDocs finds by its entry point: templates, stylesheet and scripts over Material's."""
