"""One job of TinyMLaaS: read a tar stream, train or compile a model, leave the results in a folder."""
