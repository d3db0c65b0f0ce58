"""What pyproject.toml cannot say: `resources/` ships inside the package."""

from setuptools import find_packages, setup

setup(
    packages=[
        *find_packages(include=["emotion_desktop*", "model_training*"]),
        "emotion_desktop.resources",
    ],
    package_dir={"emotion_desktop.resources": "resources"},
    package_data={"emotion_desktop.resources": ["**/*"]},
)
