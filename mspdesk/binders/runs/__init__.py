"""Long work on binders: setting one with progress, and writing it down once it is paper."""
